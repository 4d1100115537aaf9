/** The controllers of the embedded cluster, each a level-based loop over the API. */
@NullMarked
package dev.mesos.local.controllers;

import org.jspecify.annotations.NullMarked;
