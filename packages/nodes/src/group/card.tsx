import { type CardFaceProps, defineCard } from "@orrery/node-kit/card";

/** The title over the frame, in the colour of the group. */
function GroupFace({ config }: CardFaceProps) {
  const title = typeof config.title === "string" && config.title.trim() !== "" ? config.title : "Group";
  const colour = typeof config.colour === "string" ? config.colour : "grey";
  return (
    <span data-colour={colour} className="node-frame-title">
      <bdi>{title}</bdi>
    </span>
  );
}

export const groupCard = defineCard({ type: "group", Face: GroupFace });
