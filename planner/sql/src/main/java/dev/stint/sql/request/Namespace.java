package dev.stint.sql.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What statements defined for those after them, and what comes with all of them: functions that
/// users wrote, the values of `parameters`, and the `settings` that a session has; `tables` are
/// those of the catalog, for statements that tell of them and for no others. Names are told apart
/// without regard to case, and each is there once among its kind.
public record Namespace(
    List<View> views,
    List<SqlFunction> functions,
    List<Variable> variables,
    List<UserFunction> userFunctions,
    Parameters parameters,
    Settings settings,
    List<CatalogTable> tables) {

  public static final Namespace EMPTY =
      new Namespace(
          List.of(), List.of(), List.of(), List.of(), Parameters.NONE, Settings.NONE, List.of());

  public Namespace {
    views = List.copyOf(views);
    functions = List.copyOf(functions);
    variables = List.copyOf(variables);
    userFunctions = List.copyOf(userFunctions);
    tables = List.copyOf(tables);
  }

  public static Namespace of(List<View> views) {
    return new Namespace(
        views, List.of(), List.of(), List.of(), Parameters.NONE, Settings.NONE, List.of());
  }

  public Optional<View> view(String name) {
    return find(views, View::name, name);
  }

  public Optional<SqlFunction> function(String name) {
    return find(functions, SqlFunction::name, name);
  }

  public Optional<Variable> variable(String name) {
    return find(variables, Variable::name, name);
  }

  public Optional<UserFunction> userFunction(String name) {
    return find(userFunctions, UserFunction::name, name);
  }

  public Optional<CatalogTable> table(String name) {
    return find(tables, CatalogTable::name, name);
  }

  public Namespace with(View view) {
    return new Namespace(
        put(views, View::name, view),
        functions,
        variables,
        userFunctions,
        parameters,
        settings,
        tables);
  }

  public Namespace with(SqlFunction function) {
    return new Namespace(
        views,
        put(functions, SqlFunction::name, function),
        variables,
        userFunctions,
        parameters,
        settings,
        tables);
  }

  public Namespace with(Variable variable) {
    return new Namespace(
        views,
        functions,
        put(variables, Variable::name, variable),
        userFunctions,
        parameters,
        settings,
        tables);
  }

  public Namespace with(Parameters values) {
    return new Namespace(views, functions, variables, userFunctions, values, settings, tables);
  }

  public Namespace with(Settings changed) {
    return new Namespace(views, functions, variables, userFunctions, parameters, changed, tables);
  }

  /// The same with these functions of users and no others.
  public Namespace withUserFunctions(List<UserFunction> written) {
    return new Namespace(views, functions, variables, written, parameters, settings, tables);
  }

  /// The same in which statements tell of these tables.
  public Namespace withTables(List<CatalogTable> told) {
    return new Namespace(views, functions, variables, userFunctions, parameters, settings, told);
  }

  public Namespace withoutView(String name) {
    return new Namespace(
        without(views, View::name, name),
        functions,
        variables,
        userFunctions,
        parameters,
        settings,
        tables);
  }

  public Namespace withoutFunction(String name) {
    return new Namespace(
        views,
        without(functions, SqlFunction::name, name),
        variables,
        userFunctions,
        parameters,
        settings,
        tables);
  }

  public Namespace withoutVariable(String name) {
    return new Namespace(
        views,
        functions,
        without(variables, Variable::name, name),
        userFunctions,
        parameters,
        settings,
        tables);
  }

  private static <T> Optional<T> find(List<T> all, Function<T, String> nameOf, String name) {
    return all.stream().filter(one -> isSame(nameOf.apply(one), name)).findFirst();
  }

  private static <T> List<T> put(List<T> all, Function<T, String> nameOf, T newOne) {
    var others = new ArrayList<>(without(all, nameOf, nameOf.apply(newOne)));
    others.add(newOne);
    return others;
  }

  private static <T> List<T> without(List<T> all, Function<T, String> nameOf, String name) {
    return all.stream().filter(one -> !isSame(nameOf.apply(one), name)).toList();
  }

  private static boolean isSame(String one, String other) {
    return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
  }
}
