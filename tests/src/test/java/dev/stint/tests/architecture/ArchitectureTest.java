package dev.stint.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Random;

@AnalyzeClasses(packages = "dev.stint", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

  /// Classes of tests and of test jars lie in folders and files that say so.
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("test-classes") && !location.contains("-tests.jar");
    }
  }

  @ArchTest static final ArchRule CONFIG_STANDS_ALONE = mayDependOnlyOn("config");

  @ArchTest static final ArchRule PLAN_STANDS_ALONE = mayDependOnlyOn("plan");

  @ArchTest
  static final ArchRule SHUFFLE_KNOWS_NO_VECTORS = mayDependOnlyOn("shuffle", "plan", "config");

  @ArchTest static final ArchRule SQL_ONLY_PLANS = mayDependOnlyOn("sql", "plan", "config");

  @ArchTest
  static final ArchRule FUNCTIONS_HOLD_NO_PLANNER_AND_NO_COORDINATOR =
      mayDependOnlyOn("executor", "shuffle", "plan", "config", "function");

  @ArchTest static final ArchRule WHAT_USERS_SEE_STANDS_ALONE = mayDependOnlyOn("function");

  @ArchTest
  static final ArchRule CODE_OF_USERS_IS_CALLED_IN_ONE_PLACE_AND_FOUND_IN_ANOTHER =
      onlyIn(
          "dev.stint.function..",
          "dev.stint.function..",
          "dev.stint.executor.user..",
          "dev.stint.coordinator.user..");

  @ArchTest
  static final ArchRule SPARKS_GRAMMAR_STAYS_IN_THE_PARSER =
      onlyIn("org.apache.spark..", "dev.stint.sql.parse..");

  @ArchTest
  static final ArchRule ANTLR_STAYS_IN_THE_PARSER = onlyIn("org.antlr..", "dev.stint.sql.parse..");

  /// The jar has more than the grammar, and that more needs jars that are not there.
  @ArchTest
  static final ArchRule OF_SPARK_THERE_IS_THE_GRAMMAR_ALONE =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.spark..").and(not(nameMatching(".*[.]SqlBase.*"))));

  @ArchTest
  static final ArchRule PARQUET_STAYS_WITH_SCANS_SINKS_AND_CATALOG =
      onlyIn(
          "org.apache.parquet..",
          "dev.stint.executor.scan..",
          "dev.stint.executor.sink..",
          "dev.stint.sql.catalog..");

  @ArchTest
  static final ArchRule AWS_STAYS_AT_THE_EDGES =
      onlyIn(
          "software.amazon..",
          "dev.stint.shuffle.s3..",
          "dev.stint.coordinator.aws..",
          "dev.stint.coordinator.deploy..",
          "dev.stint.executor.lambda..",
          "dev.stint.sql.catalog.s3..");

  @ArchTest
  static final ArchRule COORDINATOR_FUNCTION_HAS_NO_COMMAND_LINE =
      noClasses()
          .that()
          .resideInAPackage("dev.stint.coordinator.handler..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stint.coordinator.cli..",
              "dev.stint.coordinator.deploy..",
              "dev.stint.coordinator.hint..",
              "dev.stint.coordinator.page..",
              "dev.stint.coordinator.ui..",
              "dev.stint.coordinator.watch..",
              "dev.stint.coordinator.aws.embedded..")
          .because("its zip holds none of them, nor what they need");

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES =
      slices().matching("dev.stint.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PACKAGES_SAY_WHAT_THEY_HOLD =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..helper..");

  @ArchTest
  static final ArchRule SCHEDULING_IS_PURE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.stint.coordinator.schedule..", "dev.stint.coordinator.partition..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.nio..",
              "java.net..",
              "java.util.concurrent..",
              "dev.stint.shuffle.store..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Random.class, Thread.class)
          .because("time and chance arrive inside events, and the driver does all I/O");

  @ArchTest
  static final ArchRule JOBS_RUN_WITHOUT_A_COMMAND_LINE =
      noClasses()
          .that()
          .resideInAPackage("dev.stint.coordinator.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.stint.coordinator.cli..", "picocli..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(PrintStream.class, PrintWriter.class)
          .because("handlers and servers run jobs too: tell the JobListener what is to be said");

  @ArchTest
  static final ArchRule ONLY_PACING_SLEEPS =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.stint.coordinator.aws..", "dev.stint.shuffle.s3..")
          // Which wait for what others do elsewhere, and can only look again.
          .and()
          .doNotHaveSimpleName("BackfillCommand")
          .and()
          .doNotHaveSimpleName("CancelCommand")
          .and()
          .doNotHaveSimpleName("Executions")
          .and()
          .doNotHaveSimpleName("Stacks")
          .should()
          .callMethodWhere(target(owner(assignableTo(Thread.class))).and(target(name("sleep"))));

  /// `part` and what it may use, as the first package below `dev.stint`.
  private static ArchRule mayDependOnlyOn(String part, String... others) {
    return classes()
        .that()
        .resideInAPackage("dev.stint." + part + "..")
        .should()
        .onlyDependOnClassesThat(
            new DescribedPredicate<>(
                "lie outside Stint or in " + part + ", " + String.join(", ", others)) {
              @Override
              public boolean test(JavaClass target) {
                return !isOurs(target) || isIn(target, part) || anyOf(target, others);
              }
            })
        .allowEmptyShould(true);
  }

  private static boolean isOurs(JavaClass target) {
    return target.getPackageName().startsWith("dev.stint.");
  }

  private static boolean isIn(JavaClass target, String part) {
    var name = target.getPackageName() + ".";
    return name.startsWith("dev.stint." + part + ".");
  }

  private static boolean anyOf(JavaClass target, String... parts) {
    for (var part : parts) {
      if (isIn(target, part)) {
        return true;
      }
    }
    return false;
  }

  private static ArchRule onlyIn(String library, String... homes) {
    return noClasses()
        .that()
        .resideInAPackage("dev.stint..")
        .and()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
