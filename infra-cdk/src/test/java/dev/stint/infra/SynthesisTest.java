package dev.stint.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The committed templates are what the stacks make. `-Dgolden=update` writes them anew.
@NeedsNode
class SynthesisTest {

  @Test
  void committedTemplatesAreWhatTheStacksMake(@TempDir Path folder) throws IOException {
    var synthesised = Synthesis.templates(StintApp.create(folder.toString()));
    if ("update".equals(System.getProperty("golden"))) {
      for (var template : synthesised.entrySet()) {
        Files.writeString(Templates.path(template.getKey()), template.getValue());
      }
    }

    var committed = new TreeMap<String, String>();
    for (var name : Templates.NAMES) {
      committed.put(name, Files.readString(Templates.path(name)));
    }
    assertThat(synthesised)
        .as("to write the templates anew: mvn -Dfast test -pl infra-cdk -am -Dgolden=update")
        .isEqualTo(committed);
  }
}
