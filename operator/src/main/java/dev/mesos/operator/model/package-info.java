/** The words that all steps share: which cluster, what its objects are called and labelled. */
@NullMarked
package dev.mesos.operator.model;

import org.jspecify.annotations.NullMarked;
