package dev.mesos.e2e;

/** Faults of whole nodes, on a backend that can bring them about. Thread-safe. */
interface NodeFaults {

  /** What happens to a node, and what ends it. */
  enum Kind {
    /** Power loss: every process on the node is gone at once. */
    CRASH("crash", "start"),

    /** All processes of the node stop in their tracks and go on later, as if nothing had been. */
    FREEZE("freeze", "thaw"),

    /** The node's network cable is pulled: its processes go on and reach nobody. */
    CUT("cut", "join");

    private final String begin;
    private final String end;

    Kind(String begin, String end) {
      this.begin = begin;
      this.end = end;
    }

    String begin() {
      return begin;
    }

    String end() {
      return end;
    }
  }

  /** Brings a fault about. It lasts until it is closed, which must happen whatever else fails. */
  Fault begin(Kind kind, String node);

  /** A fault that has been brought about. */
  interface Fault extends AutoCloseable {

    /** Ends it; does nothing the second time. */
    @Override
    void close();
  }
}
