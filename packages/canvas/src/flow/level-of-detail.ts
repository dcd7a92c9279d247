"use client";
import { useStore } from "@xyflow/react";
import { createContext } from "react";

/** `near`: everything; `mid` below 45 %: tile, name and state; `far` below 20 %: a coloured block. */
export type LevelOfDetail = "near" | "mid" | "far";

export const LevelOfDetailContext = createContext<LevelOfDetail>("near");

/** The level for the present zoom. Used once a canvas: a subscription for each card would cost every frame of a pan. */
export function useLevelOfDetail(): LevelOfDetail {
  return useStore((state) => levelAt(state.transform[2]));
}

export function levelAt(zoom: number): LevelOfDetail {
  if (zoom < 0.2) return "far";
  return zoom < 0.45 ? "mid" : "near";
}
