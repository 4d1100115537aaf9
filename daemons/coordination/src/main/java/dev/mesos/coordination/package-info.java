/** ZooKeeper: URL, session, candidacy and detection. A plain library. */
@NullMarked
package dev.mesos.coordination;

import org.jspecify.annotations.NullMarked;
