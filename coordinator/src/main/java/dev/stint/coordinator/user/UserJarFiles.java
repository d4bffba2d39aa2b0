package dev.stint.coordinator.user;

import dev.stint.coordinator.session.Session;
import dev.stint.executor.user.UserJar;
import dev.stint.executor.user.UserJars;
import dev.stint.function.AggregateFunction;
import dev.stint.function.ScalarFunction;
import dev.stint.plan.expression.UserCode;
import dev.stint.plan.failure.StintException;
import dev.stint.plan.path.UserPath;
import dev.stint.plan.type.DataType;
import dev.stint.sql.SqlPlanner;
import dev.stint.sql.request.UserFunction;
import dev.stint.sql.request.UserFunction.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Makes the functions of jars known to a session's statements. The bytes of each jar go into the
/// session's work folder, under their hash, where functions read them.
public final class UserJarFiles {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Session session;

  public UserJarFiles(Session session) {
    this.session = session;
  }

  /// The functions of the jars at `paths`, on this machine or in the session's store.
  ///
  /// @throws StintException of kind USER naming a jar that is not there, holds no functions or such
  ///   as cannot be loaded, or has a function whose name is taken
  public List<UserFunction> functions(List<String> paths) {
    var functions = new ArrayList<UserFunction>();
    paths.forEach(path -> functions.addAll(functions(path)));
    requireDistinct(functions);
    return functions;
  }

  private List<UserFunction> functions(String path) {
    byte[] bytes = bytes(UserPath.absolute(path));
    var jar = UserJars.of(path, bytes);
    var source = new Source(jar, UserJar.sha256(bytes), stored(bytes));
    var functions = new ArrayList<UserFunction>();
    jar.functions(ScalarFunction.class).forEach(one -> functions.add(scalar(source, one)));
    jar.functions(AggregateFunction.class).forEach(one -> functions.add(aggregate(source, one)));
    if (functions.isEmpty()) {
      throw StintException.user(
          "%s has no functions: its META-INF/services/%s or …/%s lists their classes"
              .formatted(path, ScalarFunction.class.getName(), AggregateFunction.class.getName()));
    }
    functions.forEach(function -> requireName(path, function.name()));
    return functions;
  }

  private record Source(UserJar jar, String sha256, String path) {

    UserCode code(String name, Object function) {
      return new UserCode(name, function.getClass().getName(), sha256, path);
    }
  }

  private static UserFunction scalar(Source source, ScalarFunction function) {
    return new UserFunction(
        function.name(),
        Kind.SCALAR,
        source.code(function.name(), function),
        function.takesNulls(),
        function.isDeterministic(),
        types -> type(() -> function.resultType(texts(types))));
  }

  private static UserFunction aggregate(Source source, AggregateFunction<?> function) {
    return new UserFunction(
        function.name(),
        Kind.AGGREGATE,
        source.code(function.name(), function),
        function.takesNulls(),
        true,
        types -> type(() -> function.resultType(texts(types))));
  }

  private static List<String> texts(List<DataType> types) {
    return types.stream().map(DataType::toString).toList();
  }

  /// Code of the user, too: it may do worse than refuse arguments.
  private static DataType type(Supplier<String> rule) {
    String name;
    try {
      name = rule.get();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException | LinkageError | AssertionError e) {
      throw new IllegalArgumentException("its resultType failed: " + e, e);
    }
    try {
      return DataType.parse(name);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IllegalArgumentException("its result type '" + name + "' is none of SQL", e);
    }
  }

  private byte[] bytes(String path) {
    return path.startsWith("file:") ? local(path) : inStore(path);
  }

  private static byte[] local(String path) {
    try {
      return Files.readAllBytes(Path.of(URI.create(path)));
    } catch (IOException e) {
      throw StintException.user("the jar %s cannot be read: %s".formatted(path, e), e);
    }
  }

  private byte[] inStore(String path) {
    var info =
        session
            .store()
            .head(path)
            .orElseThrow(() -> StintException.user("there is no jar at " + path));
    return session.store().read(path, 0, Math.toIntExact(info.bytes()));
  }

  private String stored(byte[] bytes) {
    var path = "%s/functions/%s.jar".formatted(session.workPath(), UserJar.sha256(bytes));
    if (session.store().head(path).isEmpty()) {
      var _ = session.store().createIfAbsent(path, bytes);
    }
    return path;
  }

  private static void requireName(String path, String name) {
    if (!NAME.matcher(name).matches()) {
      throw StintException.user(
          "%s has a function called '%s': letters, digits and _ make a name".formatted(path, name));
    }
    if (SqlPlanner.isBuiltIn(name)) {
      throw StintException.user(
          "%s has a function called '%s', which is the name of a built-in one; give it another"
              .formatted(path, name));
    }
  }

  private static void requireDistinct(List<UserFunction> functions) {
    var classes = new HashMap<String, String>();
    for (var function : functions) {
      var other =
          classes.put(function.name().toLowerCase(Locale.ROOT), function.code().className());
      if (other != null) {
        throw StintException.user(
            "two functions are called '%s': %s and %s"
                .formatted(function.name(), other, function.code().className()));
      }
    }
  }
}
