package dev.stint.plan.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the values of a class stand in JSON. Jackson's annotations say it, and its mappers would
/// write and read the same; but a mapper learns all that a class may say of itself before it meets
/// one, which takes a new process 0.1 s and more for the classes of a task or of a log's first
/// entry. This looks at what the classes of plans and logs do say, and refuses others.
sealed interface RecordForm {

  /// One of an enum's constants, by its text.
  record Constant(Map<Object, String> texts, Map<String, Object> values) implements RecordForm {}

  /// By a text that `parse` reads and `toString` gives, as ISO 8601 has it.
  record Time(Function<String, Object> parse) implements RecordForm {}

  /// By something else, which `give` gets from it and `make` makes it of.
  record Substitute(Method give, Executable make, Type type) implements RecordForm {}

  /// One of the records of a sealed interface: the first property tells which.
  record OneOf(String property, Map<String, Class<?>> kinds) implements RecordForm {}

  /// A record with its components; first comes which kind it is, if an interface above asks for it.
  /// As an array it has but the values.
  record Whole(
      @Nullable Kind kind,
      List<Component> components,
      Map<String, Integer> positions,
      Constructor<?> constructor,
      boolean isArray)
      implements RecordForm {}

  record Kind(String property, String name) {}

  record Component(String name, Method accessor, Type type, boolean isLeftOutEmpty) {}

  /// The form of a class that is neither a container nor of Java's simple ones.
  ///
  /// @throws IllegalStateException for a class that says nothing known of itself
  static RecordForm of(Class<?> type) {
    return Known.FORMS.get(type);
  }

  /// Calls a method or constructor that a form names.
  static @Nullable Object call(Executable executable, @Nullable Object of, @Nullable Object... with)
      throws InvocationTargetException {
    try {
      return switch (executable) {
        case Method method -> method.invoke(of, with);
        case Constructor<?> constructor -> constructor.newInstance(with);
      };
    } catch (IllegalAccessException | InstantiationException e) {
      throw new IllegalStateException("cannot call " + executable, e);
    }
  }

  /// The forms that were looked at, and how.
  final class Known {

    private static final ClassValue<RecordForm> FORMS =
        new ClassValue<>() {
          @Override
          protected RecordForm computeValue(Class<?> type) {
            return form(type);
          }
        };

    private Known() {}

    private static RecordForm form(Class<?> type) {
      if (type.isEnum()) {
        return constant(type);
      }
      if (type == Instant.class) {
        return new Time(Instant::parse);
      }
      if (type == Duration.class) {
        return new Time(Duration::parse);
      }
      var give = annotated(type.getDeclaredMethods(), JsonValue.class);
      if (give != null) {
        return substitute(type, (Method) give);
      }
      var info = type.getAnnotation(JsonTypeInfo.class);
      if (info != null) {
        return new OneOf(info.property(), kinds(type));
      }
      if (!type.isRecord()) {
        throw new IllegalStateException("plans and logs may not hold a " + type);
      }
      return whole(type);
    }

    private static Constant constant(Class<?> type) {
      var give = annotated(type.getDeclaredMethods(), JsonValue.class);
      var texts = new HashMap<Object, String>();
      var values = new HashMap<String, Object>();
      for (var constant : type.getEnumConstants()) {
        var text = give == null ? ((Enum<?>) constant).name() : constant.toString();
        texts.put(constant, text);
        values.put(text, constant);
      }
      return new Constant(texts, values);
    }

    private static Substitute substitute(Class<?> type, Method give) {
      var make = annotated(type.getDeclaredMethods(), JsonCreator.class);
      if (make == null) {
        make = annotated(type.getDeclaredConstructors(), JsonCreator.class);
      }
      if (make == null || make.getParameterCount() != 1) {
        throw new IllegalStateException("nothing makes a " + type + " of what stands for it");
      }
      return new Substitute(give, make, make.getGenericParameterTypes()[0]);
    }

    private static @Nullable Executable annotated(
        Executable[] all, Class<? extends java.lang.annotation.Annotation> annotation) {
      for (var each : all) {
        if (!each.isSynthetic() && each.isAnnotationPresent(annotation)) {
          each.setAccessible(true);
          return each;
        }
      }
      return null;
    }

    private static Whole whole(Class<?> type) {
      var parts = type.getRecordComponents();
      var components = Stream.of(parts).map(Known::component).toList();
      var positions = new HashMap<String, Integer>();
      for (int i = 0; i < parts.length; i++) {
        positions.put(parts[i].getName(), i);
      }
      var format = type.getAnnotation(JsonFormat.class);
      return new Whole(
          kind(type),
          components,
          positions,
          constructor(type, parts),
          format != null && format.shape() == JsonFormat.Shape.ARRAY);
    }

    private static Component component(RecordComponent component) {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      var include = accessor.getAnnotation(JsonInclude.class);
      return new Component(
          component.getName(),
          accessor,
          component.getGenericType(),
          include != null && include.value() == JsonInclude.Include.NON_EMPTY);
    }

    private static Constructor<?> constructor(Class<?> type, RecordComponent[] parts) {
      try {
        var constructor =
            type.getDeclaredConstructor(
                Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor;
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("a record without its constructor: " + type, e);
      }
    }

    /// What the nearest interface above that names its kinds calls this one.
    private static @Nullable Kind kind(Class<?> type) {
      var above = new ArrayDeque<Class<?>>(List.of(type));
      while (!above.isEmpty()) {
        var next = above.remove();
        var info = next.getAnnotation(JsonTypeInfo.class);
        if (info != null) {
          return new Kind(info.property(), name(next, type));
        }
        above.addAll(Arrays.asList(next.getInterfaces()));
      }
      return null;
    }

    private static String name(Class<?> sealed, Class<?> type) {
      return kinds(sealed).entrySet().stream()
          .filter(kind -> kind.getValue() == type)
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(sealed + " has no name for " + type));
    }

    private static Map<String, Class<?>> kinds(Class<?> sealed) {
      var named = new HashMap<String, Class<?>>();
      var kinds = sealed.getAnnotation(JsonSubTypes.class);
      for (var kind : kinds == null ? new JsonSubTypes.Type[0] : kinds.value()) {
        named.put(kind.name(), kind.value());
      }
      return named;
    }
  }
}
