package dev.stint.sql.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What statements defined for those after them, and the values of `parameters` that come with all
/// of them. Names are told apart without regard to case, and each is there once among its kind.
public record Namespace(
    List<View> views,
    List<SqlFunction> functions,
    List<Variable> variables,
    Parameters parameters) {

  public static final Namespace EMPTY =
      new Namespace(List.of(), List.of(), List.of(), Parameters.NONE);

  public Namespace {
    views = List.copyOf(views);
    functions = List.copyOf(functions);
    variables = List.copyOf(variables);
  }

  public static Namespace of(List<View> views) {
    return new Namespace(views, List.of(), List.of(), Parameters.NONE);
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

  public Namespace with(View view) {
    return new Namespace(put(views, View::name, view), functions, variables, parameters);
  }

  public Namespace with(SqlFunction function) {
    return new Namespace(views, put(functions, SqlFunction::name, function), variables, parameters);
  }

  public Namespace with(Variable variable) {
    return new Namespace(views, functions, put(variables, Variable::name, variable), parameters);
  }

  public Namespace with(Parameters values) {
    return new Namespace(views, functions, variables, values);
  }

  public Namespace withoutView(String name) {
    return new Namespace(without(views, View::name, name), functions, variables, parameters);
  }

  public Namespace withoutFunction(String name) {
    return new Namespace(views, without(functions, SqlFunction::name, name), variables, parameters);
  }

  public Namespace withoutVariable(String name) {
    return new Namespace(views, functions, without(variables, Variable::name, name), parameters);
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
