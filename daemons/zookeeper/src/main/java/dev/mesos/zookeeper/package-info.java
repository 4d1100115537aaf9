/** Apache ZooKeeper’s own server in an image, configured by the environment. */
@NullMarked
package dev.mesos.zookeeper;

import org.jspecify.annotations.NullMarked;
