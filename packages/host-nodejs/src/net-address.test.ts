import { expect, it } from "vitest";
import { socketAddress } from "./net-address.ts";

it("an address of IPv4 on a dual-stack socket is shown as IPv4", () => {
  expect(socketAddress("::ffff:10.0.0.1", 5)).toEqual({ host: "10.0.0.1", port: 5 });
  expect(socketAddress("2001:DB8::1", 5)).toEqual({ host: "2001:db8::1", port: 5 });
});
