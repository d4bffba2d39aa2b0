package dev.stint.sql.tree;

import dev.stint.plan.failure.StintException;

/// What a user asks for, and the text that it was written in.
public record Statement(Command command, SourceText source) {

  /// The query that it is.
  ///
  /// @throws StintException of kind USER where it is another statement
  public Query query() {
    if (command instanceof Command.Rows(var query)) {
      return query;
    }
    throw source.error(command.span(), "this is not a query, and only a query may stand here");
  }
}
