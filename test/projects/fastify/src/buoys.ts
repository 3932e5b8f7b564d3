export interface Buoy {
  readonly name: string;
  readonly colour: "red" | "green";
}

export function buoys(): readonly Buoy[] {
  return [
    { name: "fairway", colour: "red" },
    { name: "inlet", colour: "green" },
  ];
}
