package dev.stint.coordinator.commit;

import dev.stint.plan.failure.StintException;
import dev.stint.shuffle.store.ObjectStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// A store in which nothing may be deleted.
record DenyingDeletes(ObjectStore allowing) {

  ObjectStore store() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("delete")) {
                throw StintException.user("deletes are denied");
              }
              if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              try {
                return method.invoke(allowing, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
