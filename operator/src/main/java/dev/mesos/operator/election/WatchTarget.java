package dev.mesos.operator.election;

import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.crds.Access;
import dev.mesos.operator.model.ClusterId;
import java.time.Duration;

/**
 * Which election to watch. If any of it changes, the watch starts anew.
 *
 * @param url with the credentials; {@code toString} hides the password
 */
public record WatchTarget(ClusterId id, ZooKeeperUrl url, Access access, Duration sessionTimeout) {}
