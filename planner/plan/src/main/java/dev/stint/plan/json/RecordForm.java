package dev.stint.plan.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
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

  /// What JSON has by itself.
  enum Simple implements RecordForm {
    TEXT(String.class),
    LETTER(Character.class),
    INT(Integer.class),
    LONG(Long.class),
    DOUBLE(Double.class),
    BOOLEAN(Boolean.class);

    private final Class<?> type;

    Simple(Class<?> type) {
      this.type = type;
    }

    Class<?> type() {
      return type;
    }
  }

  record ListOf(Reference element) implements RecordForm {}

  /// Keys are texts, or whole numbers as texts.
  record MapOf(Simple key, Reference element) implements RecordForm {}

  /// One of an enum's constants, by its text.
  record Constant(Class<?> type, Map<Object, String> texts, Map<String, Object> values)
      implements RecordForm {}

  /// By a text that `parse` reads and `toString` gives, as ISO 8601 has it.
  record Time(Class<?> type, Function<String, Object> parse) implements RecordForm {}

  /// By something else, which `give` gets from it and `make` makes it of.
  record Substitute(Class<?> type, Method give, Executable make, Reference part)
      implements RecordForm {}

  /// One of the records of a sealed interface: the first property tells which.
  record OneOf(Class<?> type, String property, Map<String, Reference> kinds)
      implements RecordForm {}

  /// A record with its components; first comes which kind it is, if an interface above asks for it.
  /// As an array it has but the values.
  record Whole(
      Class<?> type,
      @Nullable Kind kind,
      List<Component> components,
      Map<String, Integer> positions,
      Constructor<?> constructor,
      boolean isArray)
      implements RecordForm {}

  record Kind(String property, String name) {}

  /// `absent` is its value where it is not there.
  record Component(
      String name,
      Method accessor,
      Reference form,
      @Nullable Object absent,
      boolean isLeftOutEmpty) {}

  /// The form of a type, which is looked for when it is first needed: types hold each other.
  final class Reference {

    private final Type type;
    private @Nullable RecordForm form;

    private Reference(Type type) {
      this.type = type;
    }

    /// @throws IllegalStateException for a type that plans and logs may not hold
    RecordForm form() {
      var known = form;
      if (known == null) {
        known = RecordForm.of(type);
        // Threads that meet here find the same.
        form = known;
      }
      return known;
    }
  }

  /// The form of a type.
  ///
  /// @throws IllegalStateException for a class that says nothing known of itself
  static RecordForm of(Type type) {
    return type instanceof ParameterizedType container
        ? Known.container((Class<?>) container.getRawType(), container.getActualTypeArguments())
        : Known.FORMS.get((Class<?>) type);
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

    private static final Map<Class<?>, Simple> SIMPLE =
        Map.ofEntries(
            Map.entry(String.class, Simple.TEXT),
            Map.entry(char.class, Simple.LETTER),
            Map.entry(Character.class, Simple.LETTER),
            Map.entry(int.class, Simple.INT),
            Map.entry(Integer.class, Simple.INT),
            Map.entry(long.class, Simple.LONG),
            Map.entry(Long.class, Simple.LONG),
            Map.entry(double.class, Simple.DOUBLE),
            Map.entry(Double.class, Simple.DOUBLE),
            Map.entry(boolean.class, Simple.BOOLEAN),
            Map.entry(Boolean.class, Simple.BOOLEAN));

    private Known() {}

    private static RecordForm container(Class<?> container, Type[] of) {
      if (container == List.class) {
        return new ListOf(new Reference(of[0]));
      }
      boolean isMap = container == Map.class && (of[0] == String.class || of[0] == Integer.class);
      if (!isMap) {
        throw new IllegalStateException("plans and logs may not hold a " + container);
      }
      return new MapOf(of[0] == String.class ? Simple.TEXT : Simple.INT, new Reference(of[1]));
    }

    private static RecordForm form(Class<?> type) {
      var simple = SIMPLE.get(type);
      if (simple != null) {
        return simple;
      }
      if (type.isEnum()) {
        return constant(type);
      }
      if (type == Instant.class) {
        return new Time(type, IsoInstant::parse);
      }
      if (type == Duration.class) {
        return new Time(type, Duration::parse);
      }
      var give = annotated(type.getDeclaredMethods(), JsonValue.class);
      if (give != null) {
        return substitute(type, (Method) give);
      }
      var info = type.getAnnotation(JsonTypeInfo.class);
      if (info != null) {
        var kinds = new HashMap<String, Reference>();
        kinds(type).forEach((name, kind) -> kinds.put(name, new Reference(kind)));
        return new OneOf(type, info.property(), kinds);
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
      return new Constant(type, texts, values);
    }

    private static Substitute substitute(Class<?> type, Method give) {
      var make = annotated(type.getDeclaredMethods(), JsonCreator.class);
      if (make == null) {
        make = annotated(type.getDeclaredConstructors(), JsonCreator.class);
      }
      if (make == null || make.getParameterCount() != 1) {
        throw new IllegalStateException("nothing makes a " + type + " of what stands for it");
      }
      return new Substitute(type, give, make, new Reference(make.getGenericParameterTypes()[0]));
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
          type,
          kind(type),
          components,
          positions,
          constructor(type, parts),
          format != null && format.shape() == JsonFormat.Shape.ARRAY);
    }

    private static @Nullable Object absent(Class<?> type) {
      return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    private static Component component(RecordComponent component) {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      var include = accessor.getAnnotation(JsonInclude.class);
      return new Component(
          component.getName(),
          accessor,
          new Reference(component.getGenericType()),
          absent(component.getType()),
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
