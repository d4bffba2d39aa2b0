package dev.stint.executor.expression;

import dev.stint.executor.user.UserFunctions;
import dev.stint.plan.expression.Call;
import dev.stint.plan.expression.Case;
import dev.stint.plan.expression.ColumnRef;
import dev.stint.plan.expression.Expression;
import dev.stint.plan.expression.FunctionFamily;
import dev.stint.plan.expression.In;
import dev.stint.plan.expression.Literal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns plan expressions into evaluators, once per task. Constant parts are computed here, unless
/// that is an error: then it is raised if a row gets to it.
public final class ExpressionCompiler {

  private final ZoneId zone;
  private final int taskIndex;
  private final @Nullable UserFunctions users;
  private final ConstantFolder folder;

  /// `zone` is the session's time zone.
  public ExpressionCompiler(ZoneId zone) {
    this(zone, 0, null);
  }

  /// As [#ExpressionCompiler(ZoneId)], for rows of the task with this number in its stage. Without
  /// `users` there is no code of users.
  public ExpressionCompiler(ZoneId zone, int taskIndex, @Nullable UserFunctions users) {
    this.zone = zone;
    this.taskIndex = taskIndex;
    this.users = users;
    this.folder = new ConstantFolder(this);
  }

  public Evaluator compile(Expression expression) {
    return translate(folder.fold(expression));
  }

  /// `condition` is boolean.
  public RowFilter compileFilter(Expression condition) {
    return new FilterCompiler(this).filter(folder.fold(condition));
  }

  /// The value of what reads no columns; empty if that is an error.
  Optional<Literal> constant(Expression expression) {
    return folder.fold(expression) instanceof Literal literal
        ? Optional.of(literal)
        : Optional.empty();
  }

  /// Without folding.
  Evaluator translate(Expression expression) {
    return switch (expression) {
      case ColumnRef(int column, _) -> batch -> batch.column(column);
      case Literal literal -> new LiteralEvaluator(literal);
      case Call call -> translateCall(call);
      case Case choice -> CaseEvaluator.of(choice, this);
      case In in -> new InEvaluator(translate(in.value()), InSets.of(in));
    };
  }

  /// An expression with what is needed to evaluate it for some rows of a batch.
  GuardedEvaluator guarded(Expression expression) {
    return new GuardedEvaluator(
        translate(expression), Expressions.columns(expression), Expressions.isTotal(expression));
  }

  private Evaluator translateCall(Call call) {
    return switch (call.function()) {
      case AND, OR -> new LogicEvaluator(call.function(), guardedAll(call.arguments()));
      case TRY -> new TryEvaluator(call.type(), guarded(call.argument(0)));
      case COALESCE -> new CoalesceEvaluator(call.type(), guardedAll(call.arguments()));
      default -> {
        var function =
            call.function().family() == FunctionFamily.USER
                ? UserCalls.of(call, users)
                : Functions.of(call, zone, taskIndex);
        var arguments = call.arguments().stream().map(this::translate).toList();
        var evaluator = new CallEvaluator(arguments, function);
        int texts = Expressions.onlyTextArgument(call);
        yield texts < 0 ? evaluator : new DictionaryEvaluator(evaluator, texts);
      }
    };
  }

  private List<GuardedEvaluator> guardedAll(List<Expression> expressions) {
    return expressions.stream().map(this::guarded).toList();
  }
}
