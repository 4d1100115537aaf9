package dev.mesos.local.controllers;

import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;

/** A program for a pod: prints the address of each name that it is given, and stays. */
final class LookUp {

  private LookUp() {}

  public static void main(String[] names) throws Exception {
    for (String name : names) {
      System.out.println(InetAddress.getByName(name).getHostAddress());
    }
    new CountDownLatch(1).await();
  }
}
