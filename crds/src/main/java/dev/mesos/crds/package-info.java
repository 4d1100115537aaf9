/** The MesosCluster resource as Java types, and the CRD generated from them. */
@NullMarked
package dev.mesos.crds;

import org.jspecify.annotations.NullMarked;
