package dev.mesos.master.registry;

/** Why a leader may write no more. Each is final: it has to end. */
public enum RegistryEnd {
  /** Its candidate znode is gone, or another leader has claimed the registry. */
  FENCED,
  /** A newer version wrote what this one does not understand. */
  INCOMPATIBLE,
  /** The registry could not be read in time. */
  FETCH_TIMEOUT,
  /** A change could not be written in time. */
  STORE_TIMEOUT
}
