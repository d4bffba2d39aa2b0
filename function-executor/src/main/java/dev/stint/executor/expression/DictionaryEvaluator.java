package dev.stint.executor.expression;

import dev.stint.executor.batch.Batch;
import dev.stint.executor.batch.BytesVector;
import dev.stint.executor.batch.Vector;
import dev.stint.executor.kernel.Logic;
import dev.stint.executor.kernel.Nulls;
import dev.stint.plan.failure.StintException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A function of one string column and constants. When the strings come from a dictionary that is
/// smaller than the batch, each entry is evaluated once and rows pick their entry's value; the
/// values of the last dictionary are kept, since batches in a row share it.
final class DictionaryEvaluator implements Evaluator {

  private final CallEvaluator call;
  private final int texts;
  private @Nullable BytesVector lastDictionary;
  private @Nullable Vector lastValues;

  /// `texts` is the argument that is a column.
  DictionaryEvaluator(CallEvaluator call, int texts) {
    this.call = call;
    this.texts = texts;
  }

  @Override
  public Vector evaluate(Batch batch) {
    var arguments = call.evaluateArguments(batch);
    int rowCount = batch.rowCount();
    var rows = (BytesVector) arguments[texts];
    var dictionary = rows.dictionary();
    int[] ids = rows.ids();
    if (dictionary != null && ids != null && dictionary.rowCount() < rowCount) {
      var values = valuesOf(dictionary, arguments);
      if (values != null) {
        return pick(values, ids, rows, rowCount);
      }
    }
    return call.apply(arguments, rowCount);
  }

  /// `null` when an entry has no value: perhaps no row of this batch has that entry.
  private @Nullable Vector valuesOf(BytesVector dictionary, Vector[] arguments) {
    if (dictionary != lastDictionary) {
      lastDictionary = dictionary;
      lastValues = compute(dictionary, arguments);
    }
    return lastValues;
  }

  private @Nullable Vector compute(BytesVector dictionary, Vector[] arguments) {
    int entries = dictionary.rowCount();
    int[] first = new int[entries];
    var constants = Arrays.copyOf(arguments, arguments.length);
    for (int i = 0; i < constants.length; i++) {
      constants[i] = i == texts ? dictionary : arguments[i].gather(first, entries);
    }
    try {
      return call.apply(constants, entries);
    } catch (StintException _) {
      // Told again by the rows themselves, if any has the entry at fault.
      return null;
    }
  }

  private static Vector pick(Vector values, int[] ids, BytesVector rows, int rowCount) {
    boolean[] nulls = rows.nulls();
    if (values instanceof BytesVector bytes && bytes.nulls() == null) {
      return BytesVector.ofDictionary(rowCount, ids, bytes, nulls);
    }
    var picked = values.gather(ids, rowCount);
    return nulls == null
        ? picked
        : Logic.withNulls(picked, Nulls.either(picked.nulls(), nulls, rowCount));
  }
}
