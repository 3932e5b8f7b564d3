import { Controller, Get, Param } from "@nestjs/common";
import { BerthsService } from "./berths.service";

@Controller("berths")
export class BerthsController {
  constructor(private readonly berths: BerthsService) {}

  @Get(":number")
  find(@Param("number") number: string) {
    return this.berths.find(Number(number));
  }
}
