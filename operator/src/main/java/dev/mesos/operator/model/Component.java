package dev.mesos.operator.model;

/** The parts of a cluster. Each is one StatefulSet. */
public enum Component {
  ZOOKEEPER("zookeeper", "zookeeper"),
  MASTER("master", "mesos"),
  SLAVE("slave", "mesos");

  private final String label;
  private final String application;

  Component(String label, String application) {
    this.label = label;
    this.application = application;
  }

  /** The value of {@code app.kubernetes.io/component}, also the suffix of the objects' names. */
  public String label() {
    return label;
  }

  /** The value of {@code app.kubernetes.io/name}. */
  public String application() {
    return application;
  }
}
