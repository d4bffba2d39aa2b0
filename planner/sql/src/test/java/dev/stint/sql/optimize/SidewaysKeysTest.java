package dev.stint.sql.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.plan.expression.Expression;
import dev.stint.plan.type.DataType;
import dev.stint.sql.logical.Column;
import dev.stint.sql.logical.Relation;
import dev.stint.sql.logical.Relation.Aggregate;
import dev.stint.sql.logical.Relation.Join;
import dev.stint.sql.logical.Relation.JoinKind;
import dev.stint.sql.logical.Relation.Limit;
import dev.stint.sql.logical.Relation.Project;
import dev.stint.sql.logical.Relation.Scan;
import dev.stint.sql.logical.Relation.Union;
import dev.stint.sql.logical.Relation.Window;
import dev.stint.sql.logical.Relations;
import dev.stint.sql.request.BroadcastLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SidewaysKeysTest {

  private static final BroadcastLimits BROADCASTS = new BroadcastLimits(1_000_000, 1_000_000);

  private final Tables tables = new Tables();
  private final Scan small = tables.table("small", 100, 100);
  private final Scan large = tables.table("large", 1_000_000, 10_000);
  private final Aggregate groups = tables.largestByKey(large);

  @Test
  void aSmallSidesKeysAreSentBeneathAGrouping() {
    var join = join(small, groups, JoinKind.INNER);

    var sent = semiJoinBeneath(((Join) applied(join)).right());

    assertThat(sent.left()).isSameAs(large);
    assertThat(sent.conditions())
        .containsExactly(Tables.equal(key(large), sent.right().columns().getFirst()));
  }

  @Test
  void whatIsSentIsACopyUnderIdsOfItsOwn() {
    var sent = semiJoinBeneath(((Join) applied(join(small, groups, JoinKind.INNER))).right());

    assertThat(Relations.ids(sent.right().columns()))
        .doesNotContainAnyElementsOf(Relations.ids(small.columns()));
    assertThat(scans(sent.right())).extracting(scan -> scan.table().name()).containsOnly("small");
  }

  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void groupsThatTheJoinKeepsWithoutAMatchAreComputed(JoinKind kind) {
    boolean keepsRight = kind == JoinKind.RIGHT || kind == JoinKind.FULL;

    var result = (Join) applied(join(small, groups, kind));

    assertThat(result.right().equals(groups)).isEqualTo(keepsRight);
  }

  @ParameterizedTest
  @EnumSource(JoinKind.class)
  void aLeftSideIsReducedOnlyWhereItsUnmatchedRowsAreDropped(JoinKind kind) {
    boolean dropsLeft = kind == JoinKind.INNER || kind == JoinKind.RIGHT || kind == JoinKind.SEMI;

    var result = (Join) applied(join(groups, small, kind));

    assertThat(result.left().equals(groups)).isNotEqualTo(dropsLeft);
  }

  @Test
  void manyKeysAreNotSent() {
    var many = tables.table("many", 5_000, 5_000);

    assertUnchanged(join(many, groups, JoinKind.INNER));
  }

  @Test
  void aSideTooLargeToBroadcastIsNotSent() {
    var wide = tables.table("wide", 200_000, 100);

    assertUnchanged(join(wide, groups, JoinKind.INNER));
  }

  @Test
  void fewRowsAreGroupedSoonerThanKeysAreSent() {
    var few = tables.largestByKey(tables.table("few", 50_000, 10_000));

    assertUnchanged(join(small, few, JoinKind.INNER));
  }

  @Test
  void aJoinByWhatIsNoGroupKeySendsNothing() {
    var condition = Tables.equal(key(small), groups.columns().getLast());

    assertUnchanged(new Join(small, groups, JoinKind.INNER, List.of(condition)));
  }

  @Test
  void aLimitsRowsStayWhatTheyAre() {
    var limited = new Limit(groups, 10, 0);

    assertUnchanged(join(small, limited, JoinKind.INNER));
  }

  @Test
  void keysPassProjectionsThatHandThemOn() {
    var renamed = column("renamed");
    var projection = new Project(groups, List.of(renamed), List.of(key(groups).ref()));

    var result = (Join) applied(join(small, projection, JoinKind.INNER));

    assertThat(semiJoinBeneath(((Project) result.right()).input()).left()).isSameAs(large);
  }

  @Test
  void keysAreSentBeneathAWindowIfItsPartitionsHaveThem() {
    var byKey = new Window(large, List.of(key(large)), List.of(), List.of());
    var byValue = new Window(large, List.of(large.columns().getLast()), List.of(), List.of());

    var result = (Join) applied(join(small, byKey, JoinKind.INNER));

    assertThat(((Join) ((Window) result.right()).input()).left()).isSameAs(large);
    assertUnchanged(join(small, byValue, JoinKind.INNER));
  }

  @Test
  void keysAreSentIntoEachInputOfAUnion() {
    var other = tables.table("other", 1_000_000, 10_000);
    var union =
        new Union(
            List.of(groups, tables.largestByKey(other)), List.of(column("k"), column("largest")));

    var result = (Join) applied(join(small, union, JoinKind.INNER));

    assertThat(result.right().inputs())
        .extracting(input -> semiJoinBeneath(input).left())
        .containsExactly(large, other);
  }

  @Test
  void keysGoToTheInputOfAJoinThatHasThem() {
    var other = tables.table("other", 1_000_000, 1_000_000);
    var joined = join(large, other, JoinKind.INNER);
    var value = other.columns().getLast();
    var grouped = new Aggregate(joined, List.of(key(large), value), List.of());

    var result = (Join) applied(join(small, grouped, JoinKind.INNER));

    var below = (Join) ((Aggregate) result.right()).input();
    assertThat(below.left()).isInstanceOf(Join.class);
    assertThat(below.right()).isSameAs(other);
  }

  private Column column(String name) {
    return tables.ids.column(name, DataType.BIGINT, false);
  }

  private static Column key(Relation relation) {
    return relation.columns().getFirst();
  }

  private Join join(Relation left, Relation right, JoinKind kind) {
    List<Expression> conditions = List.of(Tables.equal(key(left), key(right)));
    return new Join(left, right, kind, conditions, kind == JoinKind.MARK ? column("mark") : null);
  }

  private Relation applied(Relation relation) {
    return new SidewaysKeys(tables.ids, new Estimates(), BROADCASTS).apply(relation);
  }

  private void assertUnchanged(Join join) {
    assertThat(applied(join)).isSameAs(join);
  }

  private static Join semiJoinBeneath(Relation grouping) {
    var join = (Join) ((Aggregate) grouping).input();
    assertThat(join.kind()).isEqualTo(JoinKind.SEMI);
    return join;
  }

  private static List<Scan> scans(Relation relation) {
    if (relation instanceof Scan scan) {
      return List.of(scan);
    }
    var scans = new ArrayList<Scan>();
    relation.inputs().forEach(input -> scans.addAll(scans(input)));
    return scans;
  }
}
