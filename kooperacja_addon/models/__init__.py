from . import guarded_mixin
from . import sealed_mixin
from . import pesel_mixin
from . import signed_document_mixin
from . import case_content_mixin
from . import case_finding_mixin
from . import meeting_content_mixin
from . import plan_content_mixin
from . import evaluation_content_mixin

from . import variant
from . import number
from . import obstacle
from . import problem
from . import institution_type
from . import refusal_reason
from . import agreement_template

from . import res_company
from . import res_config_settings
from . import res_partner
from . import res_users
from . import calendar_event
from . import ir_actions_report
from . import mail_render_mixin
from . import ir_attachment
from . import resource

from . import partnership
from . import partnership_gmina
from . import partnership_member
from . import partnership_representative
from . import agreement
from . import agreement_text
from . import agreement_signing
from . import agreement_in_force
from . import agreement_signatory
from . import agreement_version
from . import agreement_remark
from . import partnership_letter
from . import delegation

from . import case_intake
from . import case_attempt
from . import case_household
from . import case_household_picture
from . import case_person
from . import kinship
from . import supporter
from . import case
from . import case_member
from . import case_need
from . import case_strength
from . import diagnosis_prompt
from . import diagnosis_view
from . import diagnosis_rating
from . import case_diagnosis
from . import case_entry
from . import case_entry_text
from . import case_reading
from . import handover
from . import case_handover
from . import workload
from . import case_workload
from . import case_team

from . import meeting
from . import meeting_invitation
from . import meeting_preparation
from . import meeting_agenda
from . import meeting_attendance
from . import meeting_decision

from . import plan
from . import plan_goal
from . import plan_task
from . import plan_service
from . import plan_signature

from . import monitoring_report
from . import monitoring_report_line
from . import monitoring
from . import escalation
from . import service_gap
from . import case_matter
from . import case_asking

from . import evaluation
from . import evaluation_goal
from . import evaluation_need
from . import evaluation_voice
from . import evaluation_after

from . import deadline
from . import deadline_of_term
from . import today
