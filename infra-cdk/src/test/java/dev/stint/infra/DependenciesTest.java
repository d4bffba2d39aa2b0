package dev.stint.infra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// No other module depends on this one, so its rules stand here.
@AnalyzeClasses(packages = "dev.stint.infra", importOptions = DependenciesTest.WithoutTests.class)
class DependenciesTest {

  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("test-classes");
    }
  }

  /// The CDK's level 1 constructs: the others write statements and make functions of their own.
  @ArchTest
  static final ArchRule STACKS_NEED_CONFIG_AND_THE_CDK_ALONE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.stint.infra..",
              "dev.stint.config.deploy..",
              "software.amazon.awscdk..",
              "software.amazon.jsii..",
              "software.constructs..",
              "com.fasterxml.jackson..",
              "java..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule STATEMENTS_ARE_WRITTEN_BY_HAND =
      classes()
          .should()
          .onlyDependOnClassesThat(
              DescribedPredicate.describe(
                  "are level 1 constructs where they are of a service",
                  type ->
                      !type.getPackageName().startsWith("software.amazon.awscdk.services")
                          || type.getSimpleName().startsWith("Cfn")
                          || type.getName().contains(".Cfn")));
}
