package dev.mesos.master.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** The slaves that were given up: they may not come back under their id. Remembers the latest. */
final class Deactivated {

  /** As many removed slaves as Mesos remembers. */
  static final int LIMIT = 100_000;

  private final Map<String, SlaveRecord> slaves =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SlaveRecord> eldest) {
          return size() > LIMIT;
        }
      };

  void add(SlaveRecord slave) {
    slaves.put(slave.id(), slave);
  }

  boolean contains(String id) {
    return slaves.containsKey(id);
  }

  int size() {
    return slaves.size();
  }
}
