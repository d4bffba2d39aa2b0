package dev.stint.infra;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

/// The templates as texts that are the same whenever the stacks are.
final class Synthesis {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPrettyPrinter(printer())
          .build();

  private Synthesis() {}

  /// By the last word of their stacks' names, such as `storage`.
  static SortedMap<String, String> templates(App app) {
    var templates = new TreeMap<String, String>();
    for (var stack : app.synth().getStacks()) {
      String name = stack.getStackName();
      templates.put(name.substring(name.lastIndexOf('-') + 1), canonical(stack));
    }
    return templates;
  }

  private static String canonical(CloudFormationStackArtifact stack) {
    try {
      var template = MAPPER.readValue(Path.of(stack.getTemplateFullPath()).toFile(), Map.class);
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(template) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the template of " + stack.getStackName(), e);
    }
  }

  /// With line ends that do not follow the system.
  private static DefaultPrettyPrinter printer() {
    var indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
