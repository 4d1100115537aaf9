package dev.mesos.operator.validate;

import dev.mesos.operator.model.Component;

/** The images that the operator was installed with. */
public record Images(String zookeeper, String master, String slave) {

  String of(Component component) {
    return switch (component) {
      case ZOOKEEPER -> zookeeper;
      case MASTER -> master;
      case SLAVE -> slave;
    };
  }
}
