package dev.stint.infra;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The body of the dashboard, in CloudWatch's JSON.
final class Dashboard {

  private static final List<String> FUNCTIONS =
      List.of(Functions.TASK_NAME, Functions.LARGE_TASK_NAME, Functions.COORDINATOR_NAME);

  private static final int WIDTH = 12;
  private static final int HEIGHT = 6;

  private Dashboard() {}

  /// Holds `${…}`.
  static String body() {
    var widgets = new ArrayList<Map<String, Object>>();
    add(widgets, "Invocations", "Sum", functions("Invocations"));
    add(widgets, "Functions at the same time", "Maximum", functions("ConcurrentExecutions"));
    add(widgets, "Errors", "Sum", functions("Errors"));
    add(widgets, "Throttles", "Sum", functions("Throttles"));
    add(widgets, "Duration, 95th percentile (ms)", "p95", functions("Duration"));
    add(
        widgets,
        "Events that wait, and dead letters",
        "Maximum",
        List.of(
            queue("ApproximateNumberOfMessagesVisible", "${Name}-events"),
            queue("ApproximateAgeOfOldestMessage", "${Name}-events"),
            queue("ApproximateNumberOfMessagesVisible", "${Name}-dead-letters")));
    try {
      return new JsonMapper().writeValueAsString(Map.of("widgets", widgets));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a dashboard that is no JSON", e);
    }
  }

  private static List<List<String>> functions(String metric) {
    return FUNCTIONS.stream()
        .map(function -> List.of("AWS/Lambda", metric, "FunctionName", function))
        .toList();
  }

  private static List<String> queue(String metric, String queue) {
    return List.of("AWS/SQS", metric, "QueueName", queue);
  }

  private static void add(
      List<Map<String, Object>> widgets,
      String title,
      String statistic,
      List<List<String>> metrics) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("title", title);
    properties.put("region", "${AWS::Region}");
    properties.put("stat", statistic);
    properties.put("period", 60);
    properties.put("metrics", metrics);
    var widget = new LinkedHashMap<String, Object>();
    int number = widgets.size();
    widget.put("type", "metric");
    widget.put("x", number % 2 * WIDTH);
    widget.put("y", number / 2 * HEIGHT);
    widget.put("width", WIDTH);
    widget.put("height", HEIGHT);
    widget.put("properties", properties);
    widgets.add(widget);
  }
}
