package dev.stint.sql.function;

import dev.stint.plan.expression.Literal;

/// What is true of the session. There is one catalog with one database.
final class SessionFunctions {

  private static final String SPARK = "4.2.0";

  private SessionFunctions() {}

  private static String user() {
    return System.getProperty("user.name", "");
  }

  static void define(ScalarFunctions functions) {
    functions
        .define("current_catalog", 0, 0, _ -> Literal.ofString("spark_catalog"))
        .says("current_catalog()", "")
        .example("current_catalog()", "spark_catalog");
    functions
        .define("current_database current_schema", 0, 0, _ -> Literal.ofString("default"))
        .titled("current_schema")
        .says("current_database(), current_schema()", "")
        .example("current_database()", "default");
    functions
        .define(
            "current_path",
            0,
            0,
            _ -> Literal.ofString("system.builtin,system.session,spark_catalog.default"))
        .says("current_path()", "Where names are looked for.")
        .example("current_path()", "system.builtin,system.session,spark_catalog.default");
    functions
        .define("version", 0, 0, _ -> Literal.ofString(SPARK))
        .says("version()", "The version of Spark whose SQL this is.")
        .example("version()", SPARK);
    functions
        .define("current_user user session_user", 0, 0, _ -> Literal.ofString(user()))
        .titled("current_user")
        .says("current_user(), user(), session_user()", "The user of the process that plans.")
        .example("current_user() = user()", "true");
  }
}
