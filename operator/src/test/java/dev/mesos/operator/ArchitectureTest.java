package dev.mesos.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** Which package may know what. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.mesos.operator");

  @Test
  void onlyTheWiringKnowsTheFrameworks() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..operator.wiring..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "io.quarkiverse..",
            "io.javaoperatorsdk..",
            "jakarta..",
            "org.eclipse.microprofile..",
            "io.micrometer..")
        .check(CLASSES);
  }

  @Test
  void onlyTheWiringKnowsTheClient() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..operator.wiring..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8.kubernetes.client..")
        .check(CLASSES);
  }

  @Test
  void onlyBuildersAndTheWiringBuild() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..operator.build..", "..operator.wiring..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("io\\.fabric8\\.kubernetes\\.api\\.model\\..*(Builder|Fluent)")
        .check(CLASSES);
  }

  @Test
  void pureStepsHaveNeitherClocksNorThreads() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..operator.model..",
            "..operator.validate..",
            "..operator.build..",
            "..operator.status..",
            "..operator.events..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.file..")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("dev.mesos.operator.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }
}
