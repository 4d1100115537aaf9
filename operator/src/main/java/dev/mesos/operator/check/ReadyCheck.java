package dev.mesos.operator.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Asks an address once and exits with 0 if it answers 200: the image has neither shell nor curl.
 */
public final class ReadyCheck {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ReadyCheck() {}

  /** Takes the address to ask. */
  public static void main(String[] args) throws InterruptedException {
    System.exit(ask(URI.create(args[0])) ? 0 : 1);
  }

  static boolean ask(URI address) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      System.out.println(address + " answers " + response.statusCode() + ": " + response.body());
      return response.statusCode() == 200;
    } catch (IOException e) {
      System.out.println(address + " does not answer: " + e);
      return false;
    }
  }
}
