package dev.stint.coordinator.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stint.shuffle.store.InMemoryObjectStore;
import dev.stint.sql.request.Namespace;
import dev.stint.sql.request.Remarks;
import dev.stint.sql.request.SchemaMode;
import dev.stint.sql.request.Settings;
import dev.stint.sql.request.View;
import dev.stint.sql.request.ViewColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredNamesTest {

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final StoredNames stored = new StoredNames(store, "s3://names");

  @Test
  void aViewOutlastsItsSessionWithTheSettingsThatItWasMadeWith() {
    var settings = Settings.NONE.with(Settings.ANSI, "false");
    var view =
        new View(
            "v",
            "select 1",
            List.of("x"),
            false,
            settings,
            SchemaMode.BINDING,
            List.of(new ViewColumn("1", "int")),
            List.of("a comment"),
            "2020-01-01T00:00:00Z",
            new Remarks("mine", Map.of("k", "v")));

    stored.keep(Namespace.EMPTY, Namespace.of(List.of(view)));

    assertThat(new StoredNames(store, "s3://names").names().views()).containsExactly(view);
  }

  @Test
  void aViewThatSaysNothingOfSettingsHasTheUsualOnes() {
    String entry =
        """
        {"name": "v", "sql": "select 1", "columns": [], "isTemporary": false}\
        """;
    store.write("s3://names/views/v.json", entry.getBytes(StandardCharsets.UTF_8));

    assertThat(stored.names().views())
        .containsExactly(
            new View(
                "v",
                "select 1",
                List.of(),
                false,
                Settings.NONE,
                SchemaMode.EVOLUTION,
                List.of(),
                List.of(),
                "",
                Remarks.NONE));
  }
}
