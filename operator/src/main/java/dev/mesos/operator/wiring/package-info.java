/** Connects the steps with Quarkus and the Java Operator SDK. The only package that knows them. */
@NullMarked
package dev.mesos.operator.wiring;

import org.jspecify.annotations.NullMarked;
