package dev.stint.plan.node;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stint.plan.type.Schema;
import java.util.List;

/// An operator described. Nodes form trees whose leaves are sources; one exhaustive switch in the
/// executor turns them into operators.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "node")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ScanNode.class, name = "scan"),
  @JsonSubTypes.Type(value = ExchangeSourceNode.class, name = "exchange"),
  @JsonSubTypes.Type(value = ValuesNode.class, name = "values"),
  @JsonSubTypes.Type(value = FilterNode.class, name = "filter"),
  @JsonSubTypes.Type(value = ProjectNode.class, name = "project"),
  @JsonSubTypes.Type(value = AggregateNode.class, name = "aggregate"),
  @JsonSubTypes.Type(value = HashJoinNode.class, name = "hashJoin"),
  @JsonSubTypes.Type(value = SortNode.class, name = "sort"),
  @JsonSubTypes.Type(value = TopNNode.class, name = "topN"),
  @JsonSubTypes.Type(value = LimitNode.class, name = "limit"),
  @JsonSubTypes.Type(value = UnionNode.class, name = "union"),
  @JsonSubTypes.Type(value = ExpandNode.class, name = "expand"),
  @JsonSubTypes.Type(value = RepeatNode.class, name = "repeat"),
  @JsonSubTypes.Type(value = WindowNode.class, name = "window"),
  @JsonSubTypes.Type(value = RecursionNode.class, name = "recursion"),
  @JsonSubTypes.Type(value = LevelNode.class, name = "level"),
})
public sealed interface Node
    permits ScanNode,
        ExchangeSourceNode,
        ValuesNode,
        FilterNode,
        ProjectNode,
        AggregateNode,
        HashJoinNode,
        SortNode,
        TopNNode,
        LimitNode,
        UnionNode,
        ExpandNode,
        RepeatNode,
        WindowNode,
        RecursionNode,
        LevelNode {

  /// The columns of the rows it gives.
  Schema schema();

  List<Node> inputs();
}
