package dev.mesos.local.kubelet;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands in for a container's mounts: a process sees the machine's own file system, so every mount
 * path that appears in its environment or arguments is replaced by the folder of the volume.
 *
 * <p>A mount path counts only where a path can begin (at the start, behind {@code = : ,}, a quote,
 * a blank, or the two slashes of {@code file://}) and only as whole path elements.
 */
final class MountPaths {

  private final Map<String, Path> folders;
  private final Optional<Pattern> pattern;

  /**
   * @param folders mount path to folder, or file, on this machine
   */
  MountPaths(Map<String, Path> folders) {
    this.folders = Map.copyOf(folders);
    this.pattern =
        folders.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Pattern.compile(
                    "(?<=^|[=:,;\"'\\s]|file://)("
                        + folders.keySet().stream()
                            .sorted(Comparator.comparingInt(String::length).reversed())
                            .map(Pattern::quote)
                            .collect(Collectors.joining("|"))
                        + ")(?=$|[/,:;\"'\\s])"));
  }

  /** These and one more. */
  MountPaths with(String mountPath, Path place) {
    Map<String, Path> all = new HashMap<>(folders);
    all.put(mountPath, place);
    return new MountPaths(all);
  }

  String substitute(String text) {
    return pattern
        .map(p ->
            p.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(String.valueOf(folders.get(m.group(1))))))
        .orElse(text);
  }

  /** The folder mounted exactly there. */
  Optional<Path> folder(String mountPath) {
    return Optional.ofNullable(folders.get(mountPath));
  }
}
