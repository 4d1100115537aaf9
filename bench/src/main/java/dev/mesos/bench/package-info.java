/** What is measured about leadership, beside what people would use instead. */
@NullMarked
package dev.mesos.bench;

import org.jspecify.annotations.NullMarked;
