/** What a master answers on its port, under Mesos's paths and in Mesos's forms. */
@NullMarked
package dev.mesos.master.http;

import org.jspecify.annotations.NullMarked;
