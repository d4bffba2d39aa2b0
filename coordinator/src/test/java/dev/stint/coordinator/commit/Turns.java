package dev.stint.coordinator.commit;

import dev.stint.shuffle.store.ObjectStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Has several users of one store make their requests one at a time, in an order drawn from a seed:
/// the next request is drawn when all users wait with one or have ended.
final class Turns {

  private final ObjectStore store;
  private final SplittableRandom random;
  private final List<Integer> live = new ArrayList<>();
  private final int[] waiting;
  private int drawn = -1;
  private boolean isRunning;

  private Turns(ObjectStore store, long seed, int users) {
    this.store = store;
    this.random = new SplittableRandom(seed);
    this.waiting = new int[users];
    for (int user = 0; user < users; user++) {
      live.add(user);
    }
  }

  static void run(ObjectStore store, long seed, List<Consumer<ObjectStore>> users)
      throws Exception {
    var turns = new Turns(store, seed, users.size());
    var results = new ArrayList<Future<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int user = 0; user < users.size(); user++) {
        int number = user;
        results.add(threads.submit(() -> turns.use(number, users.get(number))));
      }
    }
    for (var result : results) {
      result.get();
    }
  }

  private void use(int user, Consumer<ObjectStore> action) {
    try {
      action.accept(storeOf(user));
    } finally {
      end(user);
    }
  }

  private ObjectStore storeOf(int user) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("read")) {
                return java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              begin(user);
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                ended();
              }
            });
  }

  private synchronized void begin(int user) throws InterruptedException {
    waiting[user]++;
    notifyAll();
    while (!isTurnOf(user)) {
      wait();
    }
    waiting[user]--;
    drawn = -1;
    isRunning = true;
  }

  private boolean isTurnOf(int user) {
    boolean canDraw = !isRunning && live.stream().allMatch(each -> waiting[each] > 0);
    if (canDraw && drawn < 0) {
      drawn = live.get(random.nextInt(live.size()));
      notifyAll();
    }
    return !isRunning && drawn == user;
  }

  private synchronized void ended() {
    isRunning = false;
    notifyAll();
  }

  private synchronized void end(int user) {
    live.remove(Integer.valueOf(user));
    notifyAll();
  }
}
