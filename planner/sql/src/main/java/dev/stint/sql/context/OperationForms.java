package dev.stint.sql.context;

import dev.stint.sql.tree.Term;
import dev.stint.sql.tree.Tree;
import java.util.IdentityHashMap;
import java.util.Optional;

/// How Spark words operations in names of columns where that depends on the types of the operands:
/// what is moved by an interval stands in no parentheses, and days are added to a date by a
/// function. Of calls it is an argument that Spark adds.
public final class OperationForms {

  private final IdentityHashMap<Term, String> forms = new IdentityHashMap<>();
  private final IdentityHashMap<Term, String> names = new IdentityHashMap<>();
  private final IdentityHashMap<Term, String> titles = new IdentityHashMap<>();

  /// Notes a form, in which `%1$s` and `%2$s` are the operands as they were written.
  public void put(Term operation, String form) {
    forms.put(operation, form);
  }

  /// Notes the whole wording of a term as a part of others.
  public void name(Term term, String name) {
    names.put(term, name);
  }

  /// Notes under which name a call of a function stands, if its arguments decide about that.
  public void title(Tree call, String title) {
    if (call instanceof Term term) {
      titles.put(term, title);
    }
  }

  public Optional<String> nameOf(Term term) {
    return Optional.ofNullable(names.get(term));
  }

  public Optional<String> titleOf(Term call) {
    return Optional.ofNullable(titles.get(call));
  }

  /// The form of what was analysed already; empty for the usual one.
  public Optional<String> of(Term operation) {
    return Optional.ofNullable(forms.get(operation));
  }
}
