import { Injectable } from "@nestjs/common";

@Injectable()
export class BerthsService {
  find(number: number) {
    return { number, isFree: number % 2 === 0 };
  }
}
