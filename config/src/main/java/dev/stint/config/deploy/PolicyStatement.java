package dev.stint.config.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One statement of an IAM policy, which allows.
///
/// @param condition operator, key and values; empty for none
record PolicyStatement(
    String sid,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, List<String>>> condition) {

  PolicyStatement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    condition = Map.copyOf(condition);
  }

  PolicyStatement(String sid, List<String> actions, List<String> resources) {
    this(sid, actions, resources, Map.of());
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("Sid", sid);
    json.put("Effect", "Allow");
    json.put("Action", actions);
    json.put("Resource", resources);
    if (!condition.isEmpty()) {
      json.put("Condition", condition);
    }
    return json;
  }
}
