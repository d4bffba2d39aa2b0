package dev.stint.sql.tree;

import dev.stint.plan.expression.Literal;
import dev.stint.plan.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expression before its names and types are resolved.
public sealed interface Term extends Tree {

  /// A constant. NULL has the type `VOID`, and takes any other where it stands.
  record Constant(Span span, Literal value) implements Term {}

  /// A date or time as text, of which the session's time zone makes a value.
  record TimeConstant(Span span, DataType type, String text) implements Term {}

  /// A column by its name, perhaps with what it belongs to before it.
  record Name(Span span, List<String> parts) implements Term {
    public Name {
      parts = List.copyOf(parts);
    }

    public String last() {
      return parts.getLast();
    }
  }

  /// All columns, or those of a table, without `except`; those alone whose names match `pattern`,
  /// if there is one.
  record Star(Span span, List<String> qualifier, List<Name> except, @Nullable String pattern)
      implements Term {
    public Star(Span span, List<String> qualifier, List<Name> except) {
      this(span, qualifier, except, null);
    }

    public Star {
      qualifier = List.copyOf(qualifier);
      except = List.copyOf(except);
    }
  }

  record Operation(Span span, Operator operator, List<Term> operands) implements Term {
    public Operation {
      operands = List.copyOf(operands);
    }

    public Term operand(int index) {
      return operands.get(index);
    }
  }

  /// A function that is called by its name. What follows the arguments is for aggregate and window
  /// functions alone.
  record Call(
      Span span,
      String name,
      List<Term> arguments,
      Quantifier quantifier,
      List<SortItem> within,
      @Nullable Term filter,
      Nulls nulls)
      implements Term {
    public Call {
      arguments = List.copyOf(arguments);
      within = List.copyOf(within);
    }

    public static Call of(Span span, String name, List<Term> arguments) {
      return new Call(span, name, arguments, Quantifier.ALL, List.of(), null, Nulls.UNSAID);
    }
  }

  /// Whether a function is to look at NULLs.
  enum Nulls {
    UNSAID,
    RESPECT,
    IGNORE
  }

  /// An argument by the name of its parameter.
  record NamedArgument(Span span, String name, Term value) implements Term {}

  /// A function over the rows around each row.
  record Over(Span span, Call function, Window window) implements Term {}

  /// The first result whose condition is true; NULL if there is none and no `otherwise`.
  record Case(Span span, List<When> whens, @Nullable Term otherwise) implements Term {
    public Case {
      whens = List.copyOf(whens);
    }
  }

  record When(Term condition, Term result) {}

  record Cast(Span span, Term value, DataType type, OnError onError) implements Term {}

  /// What becomes of a value that cannot be cast.
  enum OnError {
    FAIL,
    NULL
  }

  record Between(Span span, Term value, Term low, Term high) implements Term {}

  record InList(Span span, Term value, List<Term> options) implements Term {
    public InList {
      options = List.copyOf(options);
    }
  }

  record InQuery(Span span, Term value, Query query) implements Term {}

  /// `value < ANY (query)`; `comparison` is one of the comparing operators.
  record Quantified(Span span, Operator comparison, Reach reach, Term value, Query query)
      implements Term {}

  enum Reach {
    ANY,
    ALL
  }

  record Exists(Span span, Query query) implements Term {}

  /// The one value of a query.
  record ScalarQuery(Span span, Query query) implements Term {}

  record Row(Span span, List<Term> values) implements Term {
    public Row {
      values = List.copyOf(values);
    }
  }

  /// A term under names of its own: one, or one for each column that it gives.
  record Alias(Span span, Term value, List<String> names) implements Term {
    public Alias {
      names = List.copyOf(names);
    }
  }

  record Lambda(Span span, List<String> parameters, Term body) implements Term {
    public Lambda {
      parameters = List.copyOf(parameters);
    }
  }

  /// `value[index]`.
  record Element(Span span, Term value, Term index) implements Term {}

  /// `value.name`, where the value is no name.
  record Field(Span span, Term value, String name) implements Term {}
}
