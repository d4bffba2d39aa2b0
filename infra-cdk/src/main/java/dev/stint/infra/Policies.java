package dev.stint.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Fn;

/// Documents of policies, statement by statement. A text that holds `${…}` stands for what
/// CloudFormation's `Fn::Sub` makes of it.
final class Policies {

  private Policies() {}

  static Map<String, Object> document(List<Map<String, Object>> statements) {
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    return document;
  }

  static Map<String, Object> allow(String sid, List<String> actions, List<String> resources) {
    return statement(sid, "Allow", actions, resources);
  }

  /// Lets `service` do `actions`, under `condition`.
  static Map<String, Object> allowService(
      String sid, String service, List<String> actions, String resource, Map<String, ?> condition) {
    var statement = statement(sid, "Allow", actions, List.of(resource));
    statement.put("Principal", Map.of("Service", service));
    statement.put("Condition", substituted(condition));
    return statement;
  }

  /// Refuses everybody who does not come by TLS, also those whom other policies let in.
  static Map<String, Object> tlsOnly(String action, List<String> resources) {
    var statement = statement("TlsOnly", "Deny", List.of(action), resources);
    statement.put("Principal", "*");
    statement.put("Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false")));
    return statement;
  }

  /// Lets `service` take on a role.
  static Map<String, Object> trust(String service) {
    return document(List.of(trustStatement(service)));
  }

  static Map<String, Object> trust(String service, Map<String, ?> condition) {
    var statement = trustStatement(service);
    statement.put("Condition", substituted(condition));
    return document(List.of(statement));
  }

  private static Map<String, Object> trustStatement(String service) {
    var statement = new LinkedHashMap<String, Object>();
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("Service", service));
    statement.put("Action", List.of("sts:AssumeRole"));
    return statement;
  }

  private static Map<String, Object> statement(
      String sid, String effect, List<String> actions, List<String> resources) {
    var statement = new LinkedHashMap<String, Object>();
    statement.put("Sid", sid);
    statement.put("Effect", effect);
    statement.put("Action", actions);
    statement.put("Resource", substituted(resources));
    return statement;
  }

  /// The same with every text in it substituted.
  static Object substituted(Object json) {
    return switch (json) {
      case String text -> text.contains("${") ? Fn.sub(text) : text;
      case List<?> list -> new ArrayList<>(list.stream().map(Policies::substituted).toList());
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<Object, Object>();
        map.forEach((key, value) -> copy.put(key, substituted(value)));
        yield copy;
      }
      default -> json;
    };
  }
}
