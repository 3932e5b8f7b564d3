import { soundings } from "./soundings.js";
import "./style.css";

document.querySelector("#chart").textContent = soundings.join(" m, ");
