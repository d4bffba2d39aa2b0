package dev.stint.plan.expression;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.plan.type.DataType;

/// A typed expression over the columns of one batch. Every conversion is an explicit `CAST`: a
/// function's arguments already have the types that [ScalarFunction] asks for.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ColumnRef.class, name = "column"),
  @JsonSubTypes.Type(value = Literal.class, name = "literal"),
  @JsonSubTypes.Type(value = Call.class, name = "call"),
  @JsonSubTypes.Type(value = Case.class, name = "case"),
  @JsonSubTypes.Type(value = In.class, name = "in"),
})
public sealed interface Expression permits ColumnRef, Literal, Call, Case, In {

  DataType type();
}
