package dev.mesos.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files that the launcher keeps in the data folder, beside ZooKeeper's own. */
final class DataDir {
  private final Path folder;

  DataDir(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes {@code myid} and {@code zoo.cfg}.
   *
   * @return the path of {@code zoo.cfg}
   * @throws SettingsException if the folder holds the data of another member: two members that
   *     share one history can elect a leader that lost acknowledged writes
   */
  Path write(int id, String zooCfg) throws IOException {
    Files.createDirectories(folder);
    Path myid = folder.resolve("myid");
    if (Files.exists(myid)) {
      String written = Files.readString(myid).strip();
      if (!written.isEmpty() && !written.equals(Integer.toString(id))) {
        throw new SettingsException(
            "%s says member %s, but POD_NAME makes this member %d: give every member a volume of its own"
                .formatted(myid, written, id));
      }
    }
    replace(myid, id + "\n");
    Path cfg = folder.resolve("zoo.cfg");
    replace(cfg, zooCfg);
    return cfg;
  }

  /** A process that dies in between leaves the old file, never half a one. */
  private void replace(Path file, String text) throws IOException {
    Path fresh = folder.resolve(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
