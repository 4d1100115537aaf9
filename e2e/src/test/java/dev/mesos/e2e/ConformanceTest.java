package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that docs/reference/conformance.md names in its last column are there. */
class ConformanceTest {

  private static final Pattern CODE = Pattern.compile("`([A-Za-z0-9.]+)`");
  private static final Pattern OF_A_CLASS =
      Pattern.compile("([A-Z]\\w*(?:Test|Properties|Scenario))(?:[.](\\w+))?");
  private static final Pattern METHOD = Pattern.compile("[a-z]\\w{15,}");

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Map<String, String> sources = sources();
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (String line : Files.readAllLines(Project.ROOT.resolve("docs/reference/conformance.md"))) {
      String[] columns = line.split("[|]");
      String last = "";
      Matcher code = CODE.matcher(columns.length > 3 ? columns[3] : "");
      while (code.find()) {
        Matcher named = OF_A_CLASS.matcher(code.group(1));
        boolean method = !named.matches() && METHOD.matcher(code.group(1)).matches();
        if (named.matches()) {
          last = named.group(1);
        }
        String test = method ? code.group(1) : named.matches() ? named.group(2) : null;
        if (named.matches() || method) {
          String source = sources.getOrDefault(last, "");
          boolean there = !source.isEmpty() && (test == null || source.contains(test + "("));
          found += there ? 1 : 0;
          if (!there) {
            missing.add(last + "." + test);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).as("tests named").isGreaterThan(100);
  }

  /** All test classes by their names. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(Project.ROOT)) {
      for (Path file : files.filter(p -> p.toString().matches(".*/src/test/.*[.]java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        sources.put(name, Files.readString(file));
      }
    }
    return sources;
  }
}
