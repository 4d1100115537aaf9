package dev.mesos.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows between the modules (design section 2). */
class ArchitectureTest {
  private static final Map<String, String> FOLDERS =
      Map.of(
          "crds", "crds",
          "coordination", "daemons/coordination",
          "flags", "daemons/flags",
          "protocol", "daemons/protocol",
          "master", "daemons/master",
          "slave", "daemons/slave",
          "zookeeper", "daemons/zookeeper",
          "operator", "operator",
          "local", "deploy/local",
          "bench", "bench");

  /** What each module may use of ours, besides itself. Whatever is not listed is forbidden. */
  private static final Map<String, List<String>> ARROWS =
      Map.of(
          "crds", List.of(),
          "coordination", List.of(),
          "flags", List.of(),
          "protocol", List.of("coordination"),
          "master", List.of("coordination", "protocol", "flags"),
          "slave", List.of("coordination", "protocol", "flags"),
          "zookeeper", List.of(),
          "operator", List.of("crds", "coordination"),
          "local", List.of(),
          "bench", List.of("coordination", "protocol", "slave", "local"));

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .importPaths(
              FOLDERS.values().stream()
                  .map(folder -> Project.ROOT.resolve(folder).resolve("target/classes"))
                  .toArray(Path[]::new));

  @TestFactory
  Stream<DynamicTest> modulesUseOnlyWhatTheArrowsAllow() {
    return ARROWS.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(), () -> arrows(entry.getKey(), entry.getValue()).check(OURS)));
  }

  private static ArchRule arrows(String module, List<String> uses) {
    String[] allowed =
        Stream.concat(Stream.of(module), uses.stream())
            .map(name -> "dev.mesos." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("dev.mesos." + module + "..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.mesos..").and(not(resideInAnyPackage(allowed))))
        .because("design section 2 lets " + module + " use " + (uses.isEmpty() ? "none" : uses));
  }

  @Test
  void everyClassLivesInThePackageOfItsModule() {
    String[] packages =
        FOLDERS.keySet().stream().map(name -> "dev.mesos." + name + "..").toArray(String[]::new);
    classes().should().resideInAnyPackage(packages).check(OURS);
    assertThat(OURS).as("Compile the other modules first").hasSizeGreaterThan(100);
  }

  @Test
  void librariesKnowNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.mesos.crds..",
            "dev.mesos.coordination..",
            "dev.mesos.flags..",
            "dev.mesos.protocol..",
            "dev.mesos.zookeeper..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta.enterprise..", "jakarta.inject..")
        .check(OURS);
  }
}
